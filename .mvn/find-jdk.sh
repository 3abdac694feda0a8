# Sourced by the launchers, which define fail() first: find_java_home sets java_home to a JDK 25 or later.

# The major version of a Java home, from its release file, without starting it; nothing if it is not a JDK we can use.
version_of() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            printf '%s' "$value"
            return 0
        fi
    done <"$1/release"
}

suits() {
    [ -n "$1" ] || return 1
    major=$(version_of "$1")
    [ -n "$major" ] && [ "$major" -ge 25 ]
}

# The home behind a java on the PATH, which is often a link to a link.
home_on_path() {
    command=$(command -v java) || return 0
    while [ -h "$command" ]; do
        link=$(readlink "$command")
        case $link in
            /*) command=$link ;;
            *) command=$(dirname "$command")/$link ;;
        esac
    done
    (CDPATH='' cd "$(dirname "$command")/.." && pwd -P)
}

find_java_home() {
    if [ -n "${FORETOKEN_JAVA_HOME:-}" ]; then
        suits "$FORETOKEN_JAVA_HOME" || fail "FORETOKEN_JAVA_HOME=$FORETOKEN_JAVA_HOME is not a JDK 25 or later; correct it or unset it"
        java_home=$FORETOKEN_JAVA_HOME
        return
    fi
    for java_home in "${JAVA_HOME:-}" "$(home_on_path)" \
        /usr/lib/jvm/* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* /opt/*jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if suits "$java_home"; then
            return
        fi
    done
    fail "no JDK 25 or later was found; install one (for example Temurin 25, or: sdk install java 25-tem) or set FORETOKEN_JAVA_HOME to it"
}
