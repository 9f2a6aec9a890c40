package dev.carousel.task.classify;

/** How an image becomes a sequence. */
public enum ImageForm {
  /** A row of pixels a step, from top to bottom. */
  ROWS,
  /** A pixel a step, row by row (Le, Jaitly and Hinton 2015). */
  PIXELS
}
