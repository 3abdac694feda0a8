# Sourced by the scripts of the regression gate, which set name first: finds a JDK, builds the benchmarks, and starts a
# class of theirs.
root=$(cd "$(dirname "$0")/.." && pwd)

fail() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit "${2:-2}"
}

. "$root/.mvn/find-jdk.sh"

# build_and_start CLASS ARGUMENTS...: from a copy of the jar, so that the working tree may be built again meanwhile.
build_and_start() {
    find_java_home
    JAVA_HOME=$java_home
    export JAVA_HOME
    (cd "$root" && ./mvnw -q -pl bench -am package -DskipTests </dev/null >&2) ||
        fail "the working tree does not build; Maven's messages are above"
    jar=$(mktemp "$root/bench/target/head-XXXXXX")
    cp "$root/bench/target/benchmarks.jar" "$jar"
    terminal=false
    if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
        terminal=true
    fi
    class=$1
    shift
    exec "$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -Dforetoken.root="$root" -Dforetoken.jar="$jar" \
        -Dforetoken.terminal=$terminal -cp "$jar" "io.github.foretoken.bench.gate.$class" "$@"
}
