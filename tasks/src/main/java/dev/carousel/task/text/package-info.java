/** Language models: a text as a sequence of tokens, cut for training, scored and sampled. */
@NullMarked
package dev.carousel.task.text;

import org.jspecify.annotations.NullMarked;
