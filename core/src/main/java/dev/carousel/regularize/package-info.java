/** What keeps weights small: rules for weights chosen by name, applied to the arena. */
package dev.carousel.regularize;
