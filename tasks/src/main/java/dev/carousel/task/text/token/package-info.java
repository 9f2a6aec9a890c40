/** Text to tokens and back: words, characters, subwords. */
@NullMarked
package dev.carousel.task.text.token;

import org.jspecify.annotations.NullMarked;
