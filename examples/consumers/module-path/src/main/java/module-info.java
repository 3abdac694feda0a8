module io.github.foretoken.example.modular {
    requires io.github.foretoken;
    requires io.github.foretoken.example.definition;
}
