/** DeepAR: the distribution of the next step by a recurrent network, and paths drawn from it. */
@NullMarked
package dev.carousel.task.panel.deepar;

import org.jspecify.annotations.NullMarked;
