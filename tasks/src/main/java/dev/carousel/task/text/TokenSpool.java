package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.task.text.token.TokenSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers tokens. Up to {@value #IN_MEMORY} bytes stay in memory; more go to a temporary file,
 * which is mapped and goes when the sequence does, or the process.
 */
final class TokenSpool implements TokenSink, AutoCloseable {
  static final int IN_MEMORY = 8 << 20;

  private final boolean wide;
  private final int inMemory;
  private final ByteBuffer page = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;
  private long unseen;

  TokenSpool(int vocabulary) {
    this(vocabulary, IN_MEMORY);
  }

  TokenSpool(int vocabulary, int inMemory) {
    this.wide = TokenSequence.isWide(vocabulary);
    this.inMemory = inMemory;
  }

  @Override
  public void token(int token) {
    if (wide) {
      page.putInt(token);
    } else {
      page.putShort((short) token);
    }
    if (!page.hasRemaining()) {
      flush();
    }
  }

  @Override
  public void unseen(String text) {
    unseen++;
  }

  /** How many pieces of text the vocabulary did not have. */
  long unseen() {
    return unseen;
  }

  /** All tokens. */
  TokenSequence finish() {
    flush();
    if (file == null) {
      MemorySegment heap = MemorySegment.ofArray(memory.toByteArray());
      return new TokenSequence(heap.asReadOnly(), wide);
    }
    try {
      MemorySegment mapped = file.map(MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
      return new TokenSequence(mapped, wide);
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private void flush() {
    page.flip();
    if (file == null && memory.size() + page.limit() > inMemory) {
      file = spill();
    }
    if (file == null) {
      memory.write(page.array(), 0, page.limit());
    } else {
      write(file, page);
    }
    page.clear();
  }

  private FileChannel spill() {
    try {
      Path path = Files.createTempFile("carousel-tokens-", ".tmp");
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
      write(channel, ByteBuffer.wrap(memory.toByteArray()));
      memory.reset();
      return channel;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private static BadInput refusal(IOException e) {
    return new BadInput(
        e,
        "the text's tokens cannot be kept in the temporary folder %s: %s; make room there, or name another with -Djava.io.tmpdir=FOLDER"
            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()));
  }

  /** Closes the file; what was mapped stays. */
  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw refusal(e);
    }
  }
}
