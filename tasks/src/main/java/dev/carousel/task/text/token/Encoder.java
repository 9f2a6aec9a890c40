package dev.carousel.task.text.token;

import java.util.function.IntConsumer;

/** Takes the code points of one text and hands its tokens on, holding little of it. */
public interface Encoder extends IntConsumer {

  /** The text ends here: hands on what is left. */
  void end();
}
