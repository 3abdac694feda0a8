package io.github.foretoken.internal.blas;

/** For the selection, which also runs without java.lang.foreign. */
final class CblasSearch {
    private CblasSearch() {}

    /** The one search of this process. */
    static LibrarySearch search() {
        CblasLibrary.Search search = CblasLibrary.search();
        CblasLibrary library = search.library();
        return library == null ? new LibrarySearch(null, null, search.refusals())
                : new LibrarySearch(new CblasBlas(library), library.note(), search.refusals());
    }
}
