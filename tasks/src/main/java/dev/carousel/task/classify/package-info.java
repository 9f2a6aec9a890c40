/** The classification task: from files of sequences with a class each to a trained network. */
@NullMarked
package dev.carousel.task.classify;

import org.jspecify.annotations.NullMarked;
