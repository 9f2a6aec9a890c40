/** libtorch's side. */
package dev.carousel.bench.libtorch;
