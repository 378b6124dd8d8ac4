// Keeps the conversation live. Without this script the same forms work by themselves.

const fil = document.getElementById("fil");
const actions = document.getElementById("actions");
const composer = document.getElementById("composer");
const texte = document.getElementById("texte");
const fichiers = document.getElementById("fichiers");
const choisis = document.getElementById("choisis");
const etat = document.getElementById("etat");
const alerte = document.getElementById("alerte");

const MAX_OCTETS = 10 * 1024 * 1024;

function nonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// What is said aloud and on screen when something cannot be done.
function refuser(words) {
  alerte.textContent = words;
}

// The end of the page, unless that would hide the question: then the question comes first.
function show(bubble) {
  const room = innerHeight - document.querySelector(".bandeau").offsetHeight - document.querySelector(".composer").offsetHeight;
  const question = bubble.querySelector("h2") ?? bubble;
  const needed = actions.getBoundingClientRect().bottom - question.getBoundingClientRect().top;
  if (needed > room) question.scrollIntoView({ block: "start" });
  else scrollTo(0, document.documentElement.scrollHeight);
}

function receive(news) {
  const had_focus = actions.contains(document.activeElement);
  let last = null;
  for (const bubble of parse(news.bulles).querySelectorAll("li.bulle")) {
    if (document.getElementById(bubble.id)) continue;
    fil.append(bubble);
    last = bubble;
  }
  actions.replaceChildren(parse(news.actions));
  texte.inputMode = news.clavier;
  if (had_focus) actions.focus({ preventScroll: true });
  if (last) {
    if (!last.classList.contains("vous")) etat.textContent = "";
    show(last);
  }
}

let source = null;
function listen() {
  source = new EventSource(`${fil.dataset.flux}?depuis=${encodeURIComponent(fil.dataset.reprise)}`);
  source.addEventListener("fil", (event) => {
    fil.dataset.reprise = event.lastEventId;
    receive(JSON.parse(event.data));
  });
  source.addEventListener("open", () => {
    if (etat.dataset.coupure) {
      etat.textContent = "";
      delete etat.dataset.coupure;
    }
  });
  source.addEventListener("error", () => {
    etat.textContent = "Connexion interrompue. Nouvel essai en cours…";
    etat.dataset.coupure = "oui";
    // A refused stream is not tried again by the browser itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
}

// Sends a form and tells whether it was received.
async function send(form, data) {
  form.setAttribute("aria-busy", "true");
  refuser("");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data),
      headers: { Accept: "application/json" },
    });
    if (answer.ok) return true;
    refuser((await answer.text()) || "Votre message n'est pas parti. Réessayez.");
  } catch {
    refuser("Votre message n'est pas parti. Vérifiez votre connexion, puis réessayez.");
  } finally {
    form.removeAttribute("aria-busy");
  }
  return false;
}

actions.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.getAttribute("aria-busy")) return;
  send(form, new FormData(form, event.submitter));
});

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (composer.getAttribute("aria-busy")) return;
  if (!texte.value.trim() && fichiers.files.length === 0) return texte.focus();
  const data = new FormData(composer);
  const count = fichiers.files.length;
  if (count > 0) etat.textContent = count === 1 ? "Envoi du fichier…" : `Envoi de ${count} fichiers…`;
  const sent = texte.value;
  if (await send(composer, data)) {
    // What was typed while it left is kept.
    if (texte.value === sent) texte.value = "";
    fichiers.value = "";
    list_files();
    composer.elements.nonce.value = nonce();
  } else {
    etat.textContent = "";
  }
  texte.focus({ preventScroll: true });
});

texte.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

function size(octets) {
  return octets < 1024 * 1024 ? `${Math.ceil(octets / 1024)} Ko` : `${(octets / 1024 / 1024).toFixed(1).replace(".", ",")} Mo`;
}

function list_files() {
  const files = [...fichiers.files];
  choisis.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} (${size(file.size)})`;
      return item;
    }),
  );
  choisis.hidden = files.length === 0;
}

fichiers.addEventListener("change", () => {
  const kept = new DataTransfer();
  const refused = [];
  for (const file of fichiers.files) {
    if (file.size > MAX_OCTETS) refused.push(`« ${file.name} » (${size(file.size)})`);
    else kept.items.add(file);
  }
  fichiers.files = kept.files;
  refuser(refused.length ? `Trop gros : ${refused.join(", ")}. 10 Mo au plus par fichier.` : "");
  list_files();
  if (kept.files.length) texte.focus({ preventScroll: true });
});

listen();
const shown = fil.lastElementChild;
if (shown) addEventListener("load", () => show(shown), { once: true });
