/**
 * Next-token prediction by one layer of softmax attention, as in "Mechanics of Next Token Prediction with Self-Attention"
 * (arXiv 2403.08081). Sequences with labels induce token-priority graphs; gradient descent then tends to
 * {@code W_fin + R W_svm} with R growing: {@code W_svm}, the Graph-SVM, selects the strongly connected component that wins
 * (hard retrieval), {@code W_fin} mixes the tokens inside it (soft composition).
 */
package io.github.foretoken.papers.mechanics;
