#!/bin/sh
# Make .venv ready: `setup.sh runtime` for using Shoumi, `setup.sh dev` for its tests as well,
# `setup.sh bench` for its peers besides.  More words, COMMAND:PACKAGE each, name what one target
# alone needs of the system.
# Does nothing, and needs no network, when nothing has changed since the last time.
set -eu
kind=${1:-dev}
[ $# = 0 ] || shift
case $kind in
    runtime) suffix= ;;
    dev | bench) suffix=-$kind ;;
    *) printf 'setup.sh runtime|dev|bench [COMMAND:PACKAGE ...]\n' >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
lock=requirements$suffix.lock

missing_system_packages() {  # COMMAND:PACKAGE... besides
    for pair in "$@" age:age pdfsig:poppler-utils openssl:openssl restic:restic \
        restic-rest-server:restic-rest-server /usr/sbin/sshd:openssh-server faketime:faketime \
        caddy:caddy soffice:libreoffice-calc-nogui systemd-analyze:systemd /usr/sbin/nft:nftables ip:iproute2 cc:gcc; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair##*:}"
    done
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
        printf 'postgresql '
    [ -e /usr/include/stdio.h ] || printf 'libc6-dev '  # for cc, which makes tests/faults a disk
    # Go's own verifier of transparency logs, asked by tests/outside.
    [ -d /usr/share/gocode/src/golang.org/x/mod ] || printf 'golang-golang-x-mod-dev '
    # The browser of tests/web, and Chinese letters for it.
    command -v chromium >/dev/null 2>&1 || printf 'chromium '
    [ -d /usr/share/fonts/opentype/noto ] || fc-list :lang=zh 2>/dev/null | grep -q . ||
        printf 'fonts-noto-cjk '
    command -v go >/dev/null 2>&1 || printf 'golang-go '
}

policy=/usr/sbin/policy-rc.d
ours=
no_servers() {  # what the tests start themselves is not to serve this machine: sshd, PostgreSQL
    [ ! -e $policy ] || return 0
    ours=yes
    trap servers_again EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
}

servers_again() {  # PACKAGE... that were installed; not at the next start of the machine either
    case " $* " in
        *" openssh-server "*) systemctl disable -q ssh.service >/dev/null 2>&1 || true ;;
        *" dovecot-imapd "*) systemctl disable -q dovecot.service >/dev/null 2>&1 || true ;;
    esac
    [ -z "$ours" ] || rm -f $policy
    ours=
}

install() {  # PACKAGE...: by apt where we may, else say what to do
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing $*"
        apt-get update -qq >/dev/null 2>&1 || true
        no_servers
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
        servers_again "$@"
    else
        say "Please install: $*   (Debian: sudo apt-get install $*), then run this again."
        exit 1
    fi
}

has_dovecot() { command -v dovecot >/dev/null 2>&1 || [ -x /usr/sbin/dovecot ]; }

wish_for_dovecot() {  # whoever may not install it is told that the tests that need it are skipped
    if ! has_dovecot && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        install dovecot-imapd
    fi
    has_dovecot || say "not installed: dovecot-imapd; the tests that need it are skipped"
}

interpreter() {  # the newest Python that really runs and is at least 3.11
    for candidate in python3.13 /usr/bin/python3.13 python3.12 python3.11 python3 /usr/bin/python3; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
            >/dev/null 2>&1; then
            printf '%s' "$candidate"
            return
        fi
    done
}

if [ "$kind" != runtime ]; then
    wanted=$(missing_system_packages "$@")
    # shellcheck disable=SC2086 # one word a package
    [ -z "$wanted" ] || install $wanted
fi

stamp() { cat "requirements$1.lock" requirements-tool.lock scripts/setup.sh | cksum; }
case $kind in
    runtime) enough="runtime dev bench" ;;
    dev) enough="dev bench" ;;
    *) enough=$kind ;;
esac
for held in $enough; do
    [ "$held" = runtime ] && of= || of=-$held
    [ "$(cat ".venv/.ready-$held" 2>/dev/null)" = "$(stamp "$of")" ] && exit 0
done

python=$(interpreter)
if [ -z "$python" ]; then
    install python3 python3-venv
    python=$(interpreter)
    [ -n "$python" ] || { say "Python 3.11, 3.12 or 3.13 is needed and none was found."; exit 1; }
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || install python3-venv

# Asked for once in a set-up, so that later calls need no network.
[ "$kind" = runtime ] || wish_for_dovecot
say "setting up ($("$python" --version), $lock)"
if ! cmp -s requirements-tool.lock .tool/.lock 2>/dev/null; then
    rm -rf .tool
    "$python" -m venv .tool
    .tool/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-tool.lock
    cp requirements-tool.lock .tool/.lock
fi
if ! .venv/bin/python -c 'import sys' >/dev/null 2>&1; then
    rm -rf .venv
    UV_PYTHON_DOWNLOADS=never .tool/bin/uv venv -q --python "$python" .venv
fi
rm -f .venv/.ready-*
# Like pip, believe the authorities this machine believes: a company's proxy has its own.
[ ! -s /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS=1
VIRTUAL_ENV=$PWD/.venv .tool/bin/uv pip sync -q --require-hashes "$lock"

# The package is used from its source folder: a path entry and a launcher, nothing to build.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$PWD/src" >"$site/shoumi.pth"
printf '#!%s\nfrom shoumi.doors.cli import main\n\nmain()\n' "$PWD/.venv/bin/python" >.venv/bin/shoumi
chmod +x .venv/bin/shoumi
stamp "$suffix" >".venv/.ready-$kind"
