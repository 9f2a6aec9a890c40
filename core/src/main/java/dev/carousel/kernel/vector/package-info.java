/** Twins of the scalar kernels on jdk.incubator.vector, equal to them by bits. */
package dev.carousel.kernel.vector;
