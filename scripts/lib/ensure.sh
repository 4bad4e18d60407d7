# shellcheck shell=bash
# What the scripts need beyond bash and git, and how it comes onto the machine.
#
# Sourced by the scripts beside this folder. Sets `root` to the repository's root.
#
#   need_rust                checks that cargo is there and new enough
#   need_components NAME...  adds cargo's fmt and clippy
#   need_fuzzer              adds cargo-fuzz
#   need [cc] [chromium] [curl] [cxx] [gnupg] [jq] [node] [openssl] [pgbouncer] [postgresql]
#        [python] [shellcheck] [zstd]
#                            installs what is missing of these
#   need_node_modules        installs the npm packages of tests/prisma and of the examples
#   need_python_packages     installs the packages of tests/python, in an environment of their own
#
# What is there is left alone. On Debian and Ubuntu what is missing comes through apt, as root
# or by a sudo that asks nothing; elsewhere the error says what to install. Nothing prompts.
# Works with bash 3.2, which is what macOS has.

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)

# As in src/postgres/server.rs.
postgresql_oldest=15

# As in tests/prisma/package.json, which node_fits goes by.
node_wanted='Node.js 20.19, 22.12, 24 or newer'

# As pyarrow wants it; python_fits goes by it.
python_wanted='Python 3.11 or newer'

say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# Prints the comment at the top of the script that runs.
print_help() {
    sed -n -e '1d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$0"
}

# Builds the release and sets `binary` to its path.
build_release() {
    local target=${CARGO_TARGET_DIR:-target}
    # Cargo is started in the root: only there does rustup see rust-toolchain.toml.
    (cd "$root" && cargo build --release --locked --bin connsura-seed --target-dir "$target") ||
        die "the build failed"
    case $target in
        /*) binary=$target/release/connsura-seed ;;
        *) binary=$root/$target/release/connsura-seed ;;
    esac
    export binary
}

need_rust() {
    local wanted version rest
    command -v cargo >/dev/null || PATH=$PATH:${CARGO_HOME:-${HOME-}/.cargo}/bin
    command -v cargo >/dev/null ||
        die "cargo is missing. Install Rust as https://rustup.rs says, then run this again"

    version=$(cd "$root" && cargo --version) || die "cargo does not run; what it said is above"
    version=${version#cargo }
    version=${version%% *}
    wanted=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$root/Cargo.toml")
    rest=${version#*.}
    if ((${version%%.*} < ${wanted%%.*} || (${version%%.*} == ${wanted%%.*} && ${rest%%.*} < ${wanted#*.}))); then
        die "Rust $wanted or newer is needed, this is $version. Run: rustup update stable" \
            "(without rustup: install Rust as https://rustup.rs says)"
    fi
}

need_components() {
    local component
    for component in "$@"; do
        if (cd "$root" && cargo "$component" --version) >/dev/null 2>&1; then
            continue
        fi
        command -v rustup >/dev/null || die "cargo $component is missing: install it where cargo came from"
        (cd "$root" && rustup component add "${component/#fmt/rustfmt}") ||
            die "cargo $component could not be added; what rustup said is above"
    done
}

need_fuzzer() {
    if (cd "$root" && cargo fuzz --version) >/dev/null 2>&1; then
        return
    fi
    cargo install cargo-fuzz --locked || die "cargo-fuzz could not be installed; what cargo said is above"
}

# Nothing is run that a package brings along, and nothing is done again while the lock file is
# the one that was installed; the tests look for the copy of it.
need_node_modules() {
    local name folder lock installed
    for name in tests/prisma examples/node examples/prisma; do
        folder=$root/$name
        lock=$folder/package-lock.json
        installed=$folder/node_modules/.installed-lock.json
        if cmp -s "$lock" "$installed"; then
            continue
        fi
        say "installing the npm packages of $name"
        (cd "$folder" && logged npm ci --ignore-scripts --no-audit --no-fund) ||
            die "npm could not install the packages of $name; what it said is above"
        cp "$lock" "$installed"
    done
}

# As with the packages of npm: what has no wheel is not built here, and tests/it/export looks for
# the copy of the requirements.
need_python_packages() {
    local folder=$root/tests/python
    local wanted=$folder/requirements.txt environment=$folder/.venv
    if cmp -s "$wanted" "$environment/installed-requirements.txt"; then
        return
    fi
    say "installing the Python packages of tests/python"
    logged python3 -m venv --clear "$environment" ||
        die "python3 could not make an environment; what it said is above"
    logged "$environment/bin/python" -m pip --disable-pip-version-check install --require-hashes \
        --only-binary :all: --requirement "$wanted" ||
        die "pip could not install the packages of tests/python; what it said is above"
    cp "$wanted" "$environment/installed-requirements.txt"
}

need() {
    local item missing=()
    for item in "$@"; do
        "has_$item" || missing+=("$item")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi

    if [[ $OSTYPE == darwin* ]]; then
        die_for_macos "${missing[@]}"
    elif command -v apt-get >/dev/null; then
        install_with_apt "${missing[@]}"
    else
        die_for_others "${missing[@]}"
    fi

    for item in "${missing[@]}"; do
        "has_$item" || die "$item was installed, and yet does not work"
    done
}

# --- What is there ---------------------------------------------------------------------------

# A C compiler that links: that is all Rust wants of it.
has_cc() {
    local folder status=0
    # Without the command line tools, cc of macOS does nothing but open a window.
    if [[ $OSTYPE == darwin* ]] && ! xcode-select -p >/dev/null 2>&1; then
        return 1
    fi
    command -v cc >/dev/null || return 1
    # Debian's gcc without libc6-dev compiles, and cannot link.
    folder=$(mktemp -d) || die "no temporary directory could be made"
    echo 'int main(void) { return 0; }' >"$folder/main.c"
    cc -o "$folder/main" "$folder/main.c" >/dev/null 2>&1 || status=1
    rm -rf "$folder"
    return "$status"
}

# A C++ compiler, which libFuzzer is built with.
has_cxx() {
    command -v c++ >/dev/null
}

# A browser that starts, by one of the names under which src/exercise/browser/executable.rs looks
# for it.
has_chromium() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        /Applications/Chromium.app/Contents/MacOS/Chromium \
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
        # Ubuntu's chromium-browser without its snap is a script that fails.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1 </dev/null; then
            return
        fi
    done
    return 1
}

# PostgreSQL's own programs, in one of the folders where connsura-seed looks. Their folder is
# put into PATH, for what looks there only.
has_postgresql() {
    local folder
    while IFS= read -r folder; do
        if [ "$(postgresql_major "$folder")" -ge "$postgresql_oldest" ]; then
            case :$PATH: in
                *:"$folder":*) ;;
                *) export PATH=$folder:$PATH ;;
            esac
            return
        fi
    done < <(postgresql_folders)
    return 1
}

postgresql_folders() {
    printf '%s\n' "$PATH" | tr ':' '\n'
    printf '%s\n' \
        /usr/lib/postgresql/*/bin \
        /usr/*/bin \
        /opt/homebrew/opt/postgresql*/bin \
        /usr/local/opt/postgresql*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin
}

# The major version of the programs in a folder, 0 where they are not all there.
postgresql_major() {
    local name version
    for name in initdb pg_ctl postgres; do
        if [ ! -x "$1/$name" ]; then
            echo 0
            return
        fi
    done
    # "pg_ctl (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    version=$("$1/pg_ctl" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9]*\).*/\1/p') || true
    echo "${version:-0}"
}

has_curl() {
    command -v curl >/dev/null
}

has_jq() {
    command -v jq >/dev/null
}

# Python that can make environments, as Debian's without python3-venv cannot.
has_python() {
    python_fits && python3 -c 'import ensurepip, venv' 2>/dev/null
}

python_fits() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

has_zstd() {
    command -v zstd >/dev/null
}

has_shellcheck() {
    command -v shellcheck >/dev/null
}

# Node.js as Prisma wants it, with npm.
has_node() {
    local version
    command -v npm >/dev/null || return 1
    version=$(node --version 2>/dev/null) || return 1
    node_fits "${version#v}"
}

node_fits() {
    local major=${1%%.*} rest=${1#*.}
    local minor=${rest%%.*}
    case $major in
        '' | *[!0-9]*) return 1 ;;
        20) [ "$minor" -ge 19 ] ;;
        22) [ "$minor" -ge 12 ] ;;
        *) [ "$major" -ge 24 ] ;;
    esac
}

has_gnupg() {
    command -v gpg >/dev/null
}

has_openssl() {
    command -v openssl >/dev/null
}

# Debian's is where only root's PATH leads to.
has_pgbouncer() {
    command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ]
}

# --- Debian and Ubuntu -----------------------------------------------------------------------

install_with_apt() {
    local item packages=() postgresql=no node=no chromium=no
    for item in "$@"; do
        case $item in
            cc) packages+=(gcc libc6-dev) ;;
            cxx) packages+=(g++) ;;
            chromium)
                chromium=yes
                packages+=(chromium)
                ;;
            postgresql) postgresql=yes ;;
            node) node=yes ;;
            python) packages+=(python3 python3-venv) ;;
            *) packages+=("$item") ;;
        esac
    done
    if ! as_root true 2>/dev/null; then
        if [ "$node" = yes ]; then
            packages+=(nodejs npm)
        fi
        die_for_sudo "$postgresql" ${packages[@]+"${packages[@]}"}
    fi

    # A source that does not answer need not be the one that matters.
    logged apt_get update || say "apt-get update failed; going on with what it knows"
    if [ "$chromium" = yes ]; then
        expect_chromium
    fi
    if [ "$postgresql" = yes ]; then
        offer_postgresql
        packages+=("postgresql-$(newest_offered)")
    fi
    if [ "$node" = yes ]; then
        expect_node
        packages+=(nodejs)
        # Debian's npm is a package of its own, that of other sources comes with Node.js.
        apt-cache show nodejs 2>/dev/null | grep '^Provides:.*npm' >/dev/null || packages+=(npm)
    fi
    if [[ " ${packages[*]} " == *' python3 '* ]]; then
        expect_python
    fi
    say "installing ${packages[*]}"
    without_own_cluster without_services logged apt_get install --no-install-recommends "${packages[@]}" ||
        die "apt-get could not install ${packages[*]}; what it said is above"
}

# Runs a command without the cluster that Debian's postgresql-NN, when it is installed, makes
# and starts on port 5432, and at every boot from then on. Nobody asked for a server: the tool
# has one of its own, with its own port. Said in a file beside createcluster.conf, which
# includes it, and only while the command runs: so no configuration file, of a package or of
# the administrator, is changed. Clusters that exist are left alone either way.
without_own_cluster() (
    folder=/etc/postgresql-common/createcluster.d
    file=$folder/connsura-seed.conf
    trap 'as_root rm -f "$file"' EXIT
    as_root mkdir -p "$folder" || exit
    echo 'create_main_cluster = false' | as_root tee "$file" >/dev/null || exit
    "$@"
)

# Runs a command that may install pgbouncer without the service that Debian's package starts on
# port 6432, and at every boot from then on. Said in the file that invoke-rc.d asks, only while
# the command runs, and only where there is none, as in most containers there is. A pgbouncer
# that was there before is left alone.
without_services() (
    file=/usr/sbin/policy-rc.d
    if has_pgbouncer; then
        "$@"
        exit
    fi
    if [ ! -e "$file" ]; then
        trap 'as_root rm -f "$file"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$file" >/dev/null || exit
        as_root chmod 0755 "$file" || exit
    fi
    "$@" || exit
    if has_pgbouncer; then
        logged as_root update-rc.d pgbouncer disable || say "pgbouncer will be started at the next boot"
    fi
)

# Sees to it that apt has a PostgreSQL that is new enough: where the release's own is too old,
# with the script by which postgresql-common adds the PostgreSQL project's packages.
offer_postgresql() {
    local offered script
    offered=$(newest_offered)
    if [ "$offered" -ge "$postgresql_oldest" ]; then
        return
    fi
    say "PostgreSQL $postgresql_oldest or newer is needed, the newest in apt is ${offered/#0/none}:" \
        "adding the packages of the PostgreSQL project"
    # Older versions of the script want gnupg.
    logged apt_get install --no-install-recommends postgresql-common ca-certificates gnupg ||
        die "apt-get could not install postgresql-common; what it said is above"
    for script in /usr/share/postgresql-common/pgdg/*.sh; do
        if [ -f "$script" ]; then
            as_root env LC_ALL=C.UTF-8 sh "$script" -y </dev/null >&2 || true
            break
        fi
    done
    if [ "$(newest_offered)" -lt "$postgresql_oldest" ]; then
        die "no PostgreSQL $postgresql_oldest or newer is to be had through apt here." \
            "Add the PostgreSQL project's packages as https://wiki.postgresql.org/wiki/Apt says," \
            "then run this again"
    fi
}

# Ends where apt has no browser: Ubuntu's packages hold none, and only fetch a snap.
expect_chromium() {
    local offered
    offered=$(apt-cache policy chromium 2>/dev/null | sed -n 's/^ *Candidate: //p')
    case $offered in
        '' | '(none)' | *snap*)
            die "a browser is needed, and apt has none here: Ubuntu's chromium is only a stub for a snap." \
                "Install Google Chrome as https://www.google.com/chrome/ says, or any Chromium as chromium" \
                "on PATH, then run this again"
            ;;
    esac
}

# Ends where apt's Node.js is too old, as that of Debian 12 and Ubuntu 24.04 is.
expect_node() {
    local offered
    offered=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: \(.*:\)\{0,1\}//p')
    if ! node_fits "$offered"; then
        die "$node_wanted is needed, apt has ${offered:-none}." \
            "Install it as https://nodejs.org/en/download says, then run this again"
    fi
}

# Ends where the Python that is first on PATH stays too old whatever apt installs, or apt's is.
expect_python() {
    local offered minor
    if command -v python3 >/dev/null && ! python_fits; then
        die "$python_wanted is needed, python3 is $(python3 --version 2>&1)." \
            "Put a newer one first on PATH, as https://docs.python.org/3/using/unix.html says, then run this again"
    fi
    offered=$(apt-cache policy python3 2>/dev/null | sed -n 's/^ *Candidate: //p')
    minor=${offered#3.}
    minor=${minor%%[!0-9]*}
    if [ "${minor:-0}" -lt 11 ]; then
        die "$python_wanted is needed, apt has ${offered:-none}." \
            "Install it as https://docs.python.org/3/using/unix.html says, then run this again"
    fi
}

# The newest major version of PostgreSQL that apt can install, 0 if there is none.
newest_offered() {
    local newest
    newest=$(apt-cache search --names-only '^postgresql-[0-9]+$' 2>/dev/null |
        sed -n 's/^postgresql-\([0-9]*\) .*/\1/p' | sort -n | tail -n 1) || true
    echo "${newest:-0}"
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 \
        apt-get --yes -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Runs a command without input, and shows what it said only if it fails.
logged() {
    local log status=0
    log=$(mktemp) || die "no temporary file could be made"
    "$@" </dev/null >"$log" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

# --- Where nothing can be installed ----------------------------------------------------------

# die_for_sudo POSTGRESQL PACKAGE...
die_for_sudo() {
    local postgresql=$1 offered sudo=
    shift
    if command -v sudo >/dev/null; then
        sudo='sudo '
        say "something has to be installed, but sudo would ask for a password, and nothing here asks." \
            "Run \`sudo -v\`, then scripts/${0##*/} again; or run this, then scripts/${0##*/} again:"
    else
        say "something has to be installed, but this is not root, and there is no sudo." \
            "Have root run this, then run scripts/${0##*/} again:"
    fi
    echo "    ${sudo}apt-get update" >&2
    if [ "$postgresql" = yes ]; then
        offered=$(newest_offered)
        if [ "$offered" -gt 0 ] && [ "$offered" -lt "$postgresql_oldest" ]; then
            echo "    ${sudo}apt-get install postgresql-common ca-certificates gnupg" >&2
            echo "    ${sudo}sh /usr/share/postgresql-common/pgdg/*.sh -y" >&2
        fi
        set -- "$@" postgresql
    fi
    echo "    ${sudo}apt-get install $*" >&2
    exit 1
}

die_for_macos() {
    local item formulas=() tools=no browser=no
    for item in "$@"; do
        case $item in
            cc | cxx) tools=yes ;;
            chromium) browser=yes ;;
            postgresql) formulas+=(postgresql@17) ;;
            python) formulas+=(python3) ;;
            *) formulas+=("$item") ;;
        esac
    done
    say "something is missing. Run this, then scripts/${0##*/} again:"
    if [ "$tools" = yes ]; then
        echo "    xcode-select --install" >&2
    fi
    if [ ${#formulas[@]} -gt 0 ]; then
        echo "    brew install ${formulas[*]}" >&2
    fi
    if [ "$browser" = yes ]; then
        echo "    brew install --cask chromium" >&2
    fi
    exit 1
}

die_for_others() {
    local item
    for item in "$@"; do
        case $item in
            cc) say "missing: a C compiler, with the C library's headers (cc)" ;;
            cxx) say "missing: a C++ compiler (c++)" ;;
            chromium) say "missing: Chromium or Google Chrome (chromium, google-chrome)" ;;
            postgresql) say "missing: PostgreSQL $postgresql_oldest or newer, its server (initdb, pg_ctl, postgres)" ;;
            node) say "missing: $node_wanted, with npm" ;;
            python) say "missing: $python_wanted, with venv" ;;
            *) say "missing: $item" ;;
        esac
    done
    die "this machine has no apt-get: install what is missing with its own package manager"
}
