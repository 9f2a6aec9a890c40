/** One side in a child process of its own, fed by commands. */
package dev.carousel.bench.process;
