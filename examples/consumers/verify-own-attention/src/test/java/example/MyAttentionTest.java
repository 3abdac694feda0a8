package example;

import io.github.foretoken.testkit.CausalAttentionContract;
import io.github.foretoken.testkit.MaskedAttention;

class MyAttentionTest implements CausalAttentionContract {
    public MaskedAttention subject() {
        return MyAttention::apply;
    }
}
