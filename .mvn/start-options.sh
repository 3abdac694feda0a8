# Sourced by the launchers: start_options ARGUMENT... sets options to words for Java that suit a command line, unless the user's own say
# something of them.
start_options() {
    options=
    if short_job "$@"; then
        options=-XX:TieredStopAtLevel=1
    fi
    case "${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in
        *TransparentHugePages*) ;;
        *) if huge_pages; then options="$options -XX:+UseTransparentHugePages"; fi ;;
    esac
}

# Whether memory comes in pages of 2 MB to those who ask: in small ones, each of them a fault, jobs took a twentieth to a tenth more.
huge_pages() {
    pages=/sys/kernel/mm/transparent_hugepage/enabled
    [ -r $pages ] && read -r modes <$pages || return 1
    case $modes in
        *'[never]'*) return 1 ;;
    esac
}

# True for what ends before an optimising compiler has paid for itself: questions
# about the program, and predictions and forecasts of a text file of at most 3,000 rows. Then Java starts with its quick compiler
# alone, which takes a fifth to a half less on two processors; what multiplies the work, or is cubic in the rows, would take more.
short_job() {
    case "${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in
        *Tiered* | *CompilationMode* | *foretoken.vector=* | *foretoken.require=*) return 1 ;;
    esac
    case ${1:-} in
        '' | -h | --help | -V | --version | help) return 0 ;;
        predict | forecast) ;;
        *) return 1 ;;
    esac
    files=0
    written=false
    for argument in "$@"; do
        if $written; then
            written=false
            continue
        fi
        case $argument in
            --output | --surprise) written=true ;;
            # More work than the file shows.
            --text* | --layers* | --delays* | --lags* | --plot* | --report* | *auto | *kernel-ridge) return 1 ;;
        esac
        [ -f "$argument" ] || continue
        case $argument in
            *.csv | *.tsv | *.txt | *.jsonl | *.ndjson) ;;
            *) return 1 ;;
        esac
        # Lines and bytes; the lines of an old system count as one.
        set -- $(wc -lc <"$argument")
        [ "$1" -gt 0 ] && [ "$1" -le 3000 ] && [ "$2" -le 500000 ] && [ $(($2 / $1)) -le 5000 ] || return 1
        files=$((files + 1))
    done
    [ $files -gt 0 ]
}
