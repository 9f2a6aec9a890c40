package dev.carousel.kernel;

/**
 * One backend: a complete set of kernel families. All backends compute the same bits.
 *
 * @param name {@code "scalar"} or {@code "vector"}
 * @param detail what it runs on, for logs and reports, such as {@code "vector, 256 bit"}
 */
public record Kernels(
    String name,
    String detail,
    Matmul matmul,
    Activations activations,
    Reductions reductions,
    LstmGates lstmGates,
    GruGates gruGates,
    RnnGates rnnGates) {}
