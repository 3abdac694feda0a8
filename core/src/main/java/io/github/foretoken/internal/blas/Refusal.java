package io.github.foretoken.internal.blas;

/** Why a backend or a library cannot be used, and what to do about it. */
final class Refusal extends Exception {
    Refusal(String reason) {
        super(reason);
    }

    Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }
}
