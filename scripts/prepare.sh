# For `run` and `test`, which set $root before they read this file.
python=$root/.venv/bin/python

# Names the newest suitable Python that can make a .venv; otherwise any suitable one. Outside any .venv that happens to be active.
find_python() {
    for needed in sys,ensurepip sys; do
        for name in python3.13 python3.12 python3.11 python3; do
            "$name" -IS -c "import $needed; (3, 11) <= sys.version_info < (3, 14) or sys.exit(1); print(sys._base_executable)" 2>/dev/null && return
        done
    done
    echo "Weegwijzer heeft Python 3.11, 3.12 of 3.13 nodig. Die staat niet op deze computer." >&2
    echo "Op Debian en Ubuntu installeert u Python met: apt-get install python3 python3-venv" >&2
    return 1
}

# prepare run|window|test|wheels: leaves in $python the Python of a complete .venv. Silent when there is nothing to do.
prepare() {
    "$python" -IS "$root/scripts/prepare.py" ready "$1" 2>/dev/null && return
    base=$(find_python) || exit 1
    "$base" -I "$root/scripts/prepare.py" install "$1" || exit
}
