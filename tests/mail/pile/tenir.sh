# A throw-away Postfix and Dovecot on loopback, for as long as standard input stays open.
# $1: an empty folder; $2: capabilities to announce over IMAP, or nothing; then ports: SMTP, SMTPS, IMAP, IMAPS, LMTP, SASL.
set -e
trap '' INT TERM HUP
D=$1 capabilities=$2 SMTP=$3 SMTPS=$4 IMAP=$5 IMAPS=$6 LMTP=$7 SASL=$8
PATH=$PATH:/usr/sbin:/usr/lib/postfix/sbin
exec 2>"$D/tenir.log"
umask 022
chmod 755 "$D"
mkdir "$D"/{run,mail,tls,postfix,queue,data}
chown mail:mail "$D/mail"
chown postfix "$D/data"

# An authority of its own, which clients must be told to trust.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Autorite de test' \
    -keyout "$D/tls/ca.key" -out "$D/tls/ca.pem"
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
    -keyout "$D/tls/key.pem" -out "$D/tls/request.pem"
openssl x509 -req -in "$D/tls/request.pem" -CA "$D/tls/ca.pem" -CAkey "$D/tls/ca.key" -CAcreateserial -days 30 \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\n') \
    -out "$D/tls/cert.pem"

# Every name has a mailbox, with the same password.
cat >"$D/dovecot.conf" <<C
base_dir = $D/run
state_dir = $D/run
log_path = $D/dovecot.log
instance_name = guichet-$IMAP
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <$D/tls/cert.pem
ssl_key = <$D/tls/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:$D/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 8
first_valid_gid = 8
recipient_delimiter = +
mailbox_idle_check_interval = 1 secs
mail_fsync = never
default_process_limit = 50
default_vsz_limit = 256M
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$D/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $IMAP
  }
  inet_listener imaps {
    port = $IMAPS
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $LMTP
  }
}
service auth {
  inet_listener sasl {
    address = 127.0.0.1
    port = $SASL
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
C
[ -z "$capabilities" ] || printf 'protocol imap {\n  imap_capability = %s\n}\n' "$capabilities" >>"$D/dovecot.conf"

# Nothing ever leaves the machine.
cat >"$D/postfix/main.cf" <<C
compatibility_level = 3.6
queue_directory = $D/queue
data_directory = $D/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = $D/postfix.log
maillog_file_prefixes = $D
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.test
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
virtual_mailbox_domains = example.test
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:$LMTP
# Nobody lives at « parti », which is found out once the message is taken, nor at « refuse », which is said at the
# door; « plein » will have room another day.
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = check_recipient_access inline:{ { refuse@example.test = 550 5.1.1 no such user here } }
transport_maps = inline:{ { parti@example.test = error:5.1.1 no such user here }, { plein@example.test = retry:4.2.2 mailbox full } }
delay_warning_time = 1s
default_transport = error:5.7.1 no route out of the test machine
relay_transport = \$default_transport
disable_dns_lookups = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$SASL
smtpd_tls_cert_file = $D/tls/cert.pem
smtpd_tls_key_file = $D/tls/key.pem
smtpd_tls_security_level = may
message_size_limit = 52428800
mailbox_size_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
in_flow_delay = 0
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
C
cat >"$D/postfix/master.cf" <<C
127.0.0.1:$SMTP   inet n - n - - smtpd
127.0.0.1:$SMTPS  inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
lmtp      unix - - n - - lmtp
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
C
folders='active bounce corrupt defer deferred flush hold incoming private saved trace'
(cd "$D/queue" && mkdir $folders maildrop public pid && chown postfix $folders && chown postfix:postdrop maildrop public &&
    chmod 700 $folders && chmod 730 maildrop && chmod 710 public)

dovecot -c "$D/dovecot.conf"
setsid master -c "$D/postfix" -d >"$D/master.log" 2>&1 </dev/null &
greets() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && read -r -t 5 line <&3 && [[ $line == "$2"* ]]) 2>/dev/null; }
until greets "$SMTP" 220 && greets "$IMAP" '* OK'; do
    kill -0 $!
    sleep 0.05
done
echo ready
cat >/dev/null || true
kill $! || true
[ ! -f "$D/run/master.pid" ] || kill "$(cat "$D/run/master.pid")" || true
wait || true
while [ -f "$D/run/master.pid" ]; do sleep 0.05; done
rm -rf "$D"
