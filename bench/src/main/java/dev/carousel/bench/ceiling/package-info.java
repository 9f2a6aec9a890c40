/** The most multiply-adds a second the machine can do. */
package dev.carousel.bench.ceiling;
