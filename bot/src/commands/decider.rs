//! `guichet decider …` and `guichet dossier NUMERO`: what OPCO EP's side decides, from the operator's terminal.

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Subcommand, ValueEnum};
use guichet_core::dossier::{Avis, Decision, Dossier, Statut};
use guichet_core::reading::fold;
use guichet_store::{Auteur, LigneJournal, Reference, Source, Store, StoreError};
use guichet_templates::{fr, ligne_journal, refus_decision};

use super::open;
use crate::clock;

#[derive(Debug, Subcommand)]
pub enum Decider {
    /// Change le statut d'un dossier
    Statut {
        numero: String,
        /// Par exemple « en cours de traitement » ou « valide »
        statut: String,
        /// Nécessaire pour annuler, refuser ou rendre le dossier à l'adhérent
        #[arg(long)]
        motif: Option<String>,
    },
    /// Confie un dossier à un AGD
    Agd { numero: String, nom: String },
    /// Demande un complément, ou le lève
    Complement {
        numero: String,
        /// Ce qui manque ; à répéter s'il y a plusieurs motifs
        #[arg(long, required_unless_present = "leve", conflicts_with = "leve")]
        motif: Vec<String>,
        /// Clé d'une pièce demandée (voir `guichet dossier`) ; sans elle, toute pièce est acceptée
        #[arg(long, conflicts_with = "leve")]
        piece: Vec<String>,
        /// Dernier jour pour répondre : JJ/MM/AAAA
        #[arg(long, value_parser = read_date, conflicts_with = "leve")]
        avant: Option<NaiveDate>,
        /// Le complément n'est plus attendu
        #[arg(long)]
        leve: bool,
    },
    /// Dit ce que vaut une pièce transmise
    Piece {
        numero: String,
        /// Clé de la pièce (voir `guichet dossier`)
        piece: String,
        #[arg(value_enum)]
        avis: AvisArg,
        /// Pourquoi elle est à remplacer
        #[arg(long)]
        motif: Option<String>,
    },
    /// Écrit à la personne, sans rien changer au dossier
    Message { numero: String, texte: String },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AvisArg {
    Receptionnee,
    Conforme,
    ARemplacer,
}

fn read_date(text: &str) -> Result<NaiveDate, String> {
    let formats = ["%d/%m/%Y", "%Y-%m-%d"];
    let read = formats.into_iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok());
    read.ok_or_else(|| "la date s'écrit JJ/MM/AAAA".to_owned())
}

/// By its label or its key, in any spelling.
pub fn read_statut(text: &str) -> anyhow::Result<Statut> {
    let wanted = fold(&text.replace(['_', '-'], " "));
    let found = Statut::ALL.into_iter().find(|statut| fold(statut.libelle()) == wanted);
    found.with_context(|| {
        let known: Vec<&str> = Statut::ALL.into_iter().map(Statut::libelle).collect();
        format!("« {text} » n'est pas un statut. Statuts : {}", known.join(", "))
    })
}

pub async fn run(decider: Decider) -> anyhow::Result<()> {
    let (numero, decision) = match decider {
        Decider::Statut { numero, statut, motif } => {
            (numero, Decision::Statut { vers: read_statut(&statut)?, motif })
        }
        Decider::Agd { numero, nom } => (numero, Decision::Agd { nom }),
        Decider::Complement { numero, leve: true, .. } => (numero, Decision::LeverComplement),
        Decider::Complement { numero, motif, piece, avant, .. } => {
            (numero, Decision::DemanderComplement { motifs: motif, pieces: piece, limite: avant })
        }
        Decider::Piece { numero, piece, avis, motif } => {
            let avis = match avis {
                AvisArg::Receptionnee => Avis::Receptionnee,
                AvisArg::Conforme => Avis::Conforme,
                AvisArg::ARemplacer => Avis::ARemplacer { motif: motif.unwrap_or_default() },
            };
            (numero, Decision::Piece { cle: piece, avis })
        }
        Decider::Message { numero, texte } => (numero, Decision::Message { texte }),
    };
    let (_, store) = open().await?;
    let reference = Reference::Numero(numero.clone());
    match store.decider(clock::now(), Auteur::Operateur, Source::Terminal, &reference, &decision).await {
        Ok(Some(dossier)) => {
            print_dossier(&dossier);
            Ok(())
        }
        Ok(None) => anyhow::bail!("aucun dossier n° {numero}"),
        Err(StoreError::Decision(refus)) => anyhow::bail!(refus_decision(&refus)),
        Err(error) => Err(error.into()),
    }
}

/// `guichet dossier NUMERO`: where it stands, its pièces, its journal.
pub async fn show(numero: &str) -> anyhow::Result<()> {
    let (_, store) = open().await?;
    let dossier = store.find_numero(numero).await?.with_context(|| format!("aucun dossier n° {numero}"))?;
    print_dossier(&dossier);
    print_journal(&store, &dossier).await
}

fn print_dossier(dossier: &Dossier) {
    let instruction = &dossier.instruction;
    println!("Dossier n° {}", dossier.numero.as_deref().unwrap_or("-"));
    println!("Statut : {}", dossier.statut.libelle());
    if let Some(motif) = &instruction.motif {
        println!("Motif : {motif}");
    }
    println!("AGD : {}", instruction.agd.as_deref().unwrap_or("aucun"));
    if let Some(complement) = instruction.complement_en_cours() {
        let limite = complement
            .limite
            .map_or_else(String::new, |limite| format!(", au plus tard le {}", fr::date(&limite)));
        let since = fr::instant(&complement.demande_le);
        println!("Complément demandé le {since}{limite} : {}", complement.motifs.join(" ; "));
    }
    for (cle, jointe) in &dossier.pieces {
        let names: Vec<&str> = jointe.fichiers.iter().map(|file| file.name.as_str()).collect();
        if !names.is_empty() {
            let etat = fr::etat(&jointe.etat(dossier.statut));
            println!("Pièce {cle} : {etat} ({})", names.join(", "));
        }
    }
}

async fn print_journal(store: &Store, dossier: &Dossier) -> anyhow::Result<()> {
    println!("Journal :");
    for LigneJournal { at, email, cle, source, entry, .. } in store.journal(dossier.id).await? {
        let who = email.or(cle).unwrap_or_else(|| "opérateur".to_owned());
        println!("{}  {who} ({})  {}", fr::instant(&at), source.key(), ligne_journal(&entry.what));
    }
    Ok(())
}
