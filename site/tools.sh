# Sourced by build and check, which define fail() first and stand in this folder.

# Node, and the packages of the lock file; fetched when that has changed.
need_node() {
    command -v node >/dev/null || fail "Node is not on the PATH; install Node 20 or later"
    major=$(node --version)
    major=${major#v}
    [ "${major%%.*}" -ge 20 ] || fail "Node $major is too old; install Node 20 or later"
    if ! cmp -s package-lock.json node_modules/.of-lock; then
        npm ci --silent || fail "npm could not fetch the packages of site/package-lock.json" 1
        cp package-lock.json node_modules/.of-lock
    fi
}
