/** What is measured: cases, their data, and one side of a comparison. */
package dev.carousel.bench.work;
