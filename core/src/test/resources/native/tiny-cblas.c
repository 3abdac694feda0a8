/* The routines of CBLAS that are used, as their definition has them, for integers of either width: -DINT=int or long,
   and -DDOT for one that has cblas_ddot as well. */
#define GEMM(T, NAME) void NAME(INT order, INT ta, INT tb, INT m, INT n, INT k, T alpha, T *a, INT lda, T *b, INT ldb, \
        T beta, T *c, INT ldc) { \
    for (INT i = 0; i < m; i++) for (INT j = 0; j < n; j++) { \
        T sum = 0; \
        for (INT p = 0; p < k; p++) \
            sum += (ta == 111 ? a[i * lda + p] : a[p * lda + i]) * (tb == 111 ? b[p * ldb + j] : b[j * ldb + p]); \
        c[i * ldc + j] = alpha * sum + beta * c[i * ldc + j]; \
    } \
}
#define TRSM(T, NAME) void NAME(INT order, INT side, INT up, INT trans, INT diag, INT m, INT n, T alpha, T *l, INT ldl, \
        T *b, INT ldb) { \
    for (INT c = 0; c < n; c++) for (INT s = 0; s < m; s++) { \
        INT i = trans == 111 ? s : m - 1 - s; \
        T x = alpha * b[i * ldb + c]; \
        for (INT r = 0; r < s; r++) { \
            INT j = trans == 111 ? r : m - 1 - r; \
            x -= (trans == 111 ? l[i * ldl + j] : l[j * ldl + i]) * b[j * ldb + c]; \
        } \
        b[i * ldb + c] = diag == 132 ? x : x / l[i * ldl + i]; \
    } \
}
GEMM(double, cblas_dgemm)
GEMM(float, cblas_sgemm)
TRSM(double, cblas_dtrsm)
TRSM(float, cblas_strsm)
#ifdef DOT
double cblas_ddot(INT n, double *x, INT incx, double *y, INT incy) {
    double sum = 0;
    for (INT i = 0; i < n; i++) sum += x[i * incx] * y[i * incy];
    return sum;
}
#endif
