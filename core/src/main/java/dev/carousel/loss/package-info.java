/** Losses, written as their formulas. */
package dev.carousel.loss;
