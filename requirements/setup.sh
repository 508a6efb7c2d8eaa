#!/bin/sh
# Makes the environment that the Makefile works in: setup.sh VENV LOCK [PYTHON]
set -eu

venv=$1
lock=$2
wanted=${3:-}

fail() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# A machine's `python3` may be older than another Python beside it.
find_python() {
    for candidate in ${wanted:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    if [ -n "$wanted" ]; then
        fail "$wanted is not Python 3.11 or newer; pass another one as PYTHON=."
    fi
    fail "no Python 3.11 or newer on PATH (python3 is $(python3 --version 2>&1 || true)). Install one, or name it: make setup PYTHON=/path/to/python3.12"
}

# A shim of pyenv or asdf exists on PATH also where the tool behind it does not.
has_uv() {
    uv --version >/dev/null 2>&1
}

make_environment() {
    python=$(find_python)
    "$python" -c 'import venv' >/dev/null 2>&1 ||
        fail "$python has no venv module. Install it (Debian and Ubuntu: apt install python3-venv) and run make again."
    echo "==> creating $venv with $("$python" --version)"
    "$python" -m venv --clear --without-pip "$venv"
}

install_with_uv() {
    echo "==> installing $lock with uv (seconds)"
    # uv brings its own list of authorities; a company's proxy is known to the system's list only.
    export UV_SYSTEM_CERTS=1
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock" &&
        uv pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation -e .
}

install_with_pip() {
    pip="$venv/bin/python -m pip"
    if ! $pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m ensurepip >/dev/null 2>&1 ||
            fail "$("$venv/bin/python" --version) has no ensurepip. Install it (Debian and Ubuntu: apt install python3-venv) and run make again."
    fi
    echo "==> installing $lock with pip (about a minute, longer on a slow network)"
    $pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    $pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

if ! is_new_enough "$venv/bin/python"; then
    make_environment
fi
if ! has_uv; then
    install_with_pip
elif ! install_with_uv; then
    echo "==> uv could not install them (it does not read pip's configuration); trying pip"
    install_with_pip
fi
echo "==> $venv is ready"
