/** Examples to learn from. */
package dev.carousel.data;
