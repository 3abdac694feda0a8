package io.github.foretoken.internal.blas;

import java.util.List;

/**
 * What the search for a CBLAS library came to.
 *
 * @param library what runs, or null
 * @param note what its user should know, or null
 * @param refusals why each candidate before it is not used
 */
record LibrarySearch(Blas library, String note, List<String> refusals) {}
