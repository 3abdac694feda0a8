package io.github.foretoken.bench.process;

import io.github.foretoken.perfkit.PerfkitException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Java takes a flag here as it is meant: on a lesser processor it silently sets another value. */
final class Flags {
    private Flags() {}

    /** Why {@code NAME=VALUE} cannot be measured; empty if it can. */
    static String refusal(Workshop workshop, String flag) {
        String[] pair = flag.split("=", 2);
        try {
            String flags =
                    workshop.child.run(workshop.java("-XX:" + flag, "-XX:+PrintFlagsFinal", "-version")).output();
            String value = value(flags, pair[0]);
            return value.equals(pair[1]) ? "" : "this processor makes it " + value;
        } catch (PerfkitException e) {
            return "this Java refuses it";
        }
    }

    /** Of a flag in what {@code -XX:+PrintFlagsFinal} prints; empty if it is not there. */
    static String value(String flags, String name) {
        Matcher matcher = Pattern.compile("(?m)^\\s*\\S+\\s+" + Pattern.quote(name) + "\\s*=\\s*(\\S+)").matcher(flags);
        return matcher.find() ? matcher.group(1) : "";
    }
}
