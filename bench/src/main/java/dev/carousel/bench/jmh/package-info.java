/** Benchmarks of single kernels. */
package dev.carousel.bench.jmh;
