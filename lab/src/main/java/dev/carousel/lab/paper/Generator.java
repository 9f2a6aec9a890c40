package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/** Draws sequences with a target at their end; the next one replaces the last. */
@FunctionalInterface
interface Generator {
  Sequence next(Draws draws);
}
