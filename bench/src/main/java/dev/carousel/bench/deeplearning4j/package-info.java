/** Deeplearning4j's side. */
package dev.carousel.bench.deeplearning4j;
