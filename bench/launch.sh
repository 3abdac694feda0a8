# Sourced by bench/compare and bench/trend, which set name first: finds a JDK, and builds a module for its program.
root=$(cd "$(dirname "$0")/.." && pwd)

fail() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit "${2:-2}"
}

. "$root/.mvn/find-jdk.sh"

# build MODULE
build() {
    find_java_home
    JAVA_HOME=$java_home
    export JAVA_HOME
    (cd "$root" && ./mvnw -q -pl "$1" -am package -DskipTests </dev/null >&2) ||
        fail "the working tree does not build; Maven's messages are above"
}
