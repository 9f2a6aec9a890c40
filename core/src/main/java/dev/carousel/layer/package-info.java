/** Layers: immutable options, and what they compute in their place in a network. */
package dev.carousel.layer;
