// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, or by a run of labels within a name: what {@code ns.svc} is for the whole of
 * {@code svc.ns.svc.cluster.local}. Keys are lower-cased bytes in wire form and are compared byte
 * by byte; a look-up allocates nothing.
 *
 * <p><i>Safe for use by many threads</i>: readers never wait. {@link #put} and {@link #remove}
 * belong to one writer at a time.
 *
 * @param <V> what a name stands for, not to be changed once it is here
 */
public final class NameTable<V> {
  /* A hash table with open addressing and linear probing. A slot is null, or holds an entry: a name
   * and its value, immutable, replaced as a whole. The entry of a name that was removed stays as a
   * gravestone, without a value. So a slot that was taken stays taken by the same name for as long as
   * its array lives, and a walk that ends at the first null has passed whatever there is to find.
   * When two slots of three are taken, the writer copies the living into a new array, of twice to
   * four times their number. It costs a reference per slot, and 16 bytes per name beside the name.
   *
   * Why readers need no lock:
   *
   * 1. A slot is written with release and read with acquire semantics: whoever sees an entry sees its
   *    name and its value, and all that the value refers to, as they were when put.
   * 2. The array is filled before it is written to a volatile field: whoever sees it sees its slots.
   * 3. A reader takes the array once and finds a name in one slot of it or in none. What it reads
   *    there is the name's value at that moment or, if the writer has changed to another array, at
   *    the moment of the change, which then lies within the look-up.
   *
   * So each look-up answers as of some moment between its beginning and its end. Two look-ups
   * together promise nothing. */

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);
  private static final int SMALLEST = 8;

  private static final class Entry<V> {
    final byte[] name;
    final @Nullable V value;

    Entry(byte[] name, @Nullable V value) {
      this.name = name;
      this.value = value;
    }
  }

  private volatile @Nullable Entry<V>[] slots = newSlots(SMALLEST);

  /** How many slots are taken, by the living and the dead. The writer's own. */
  private int taken;

  /** How many names have a value. The writer's own; readers may see it late. */
  private int living;

  /** The value of the name that is {@code question}'s bytes from {@code from} to {@code to}. */
  public @Nullable V get(Question question, int from, int to) {
    return get(question.wire(), from, to);
  }

  /** The value of {@code name}, lower-cased and in wire form, or null. */
  public @Nullable V get(byte[] name) {
    return get(name, 0, name.length);
  }

  /** The value of the name that is {@code bytes} from {@code from} to {@code to}, or null. */
  public @Nullable V get(byte[] bytes, int from, int to) {
    @Nullable Entry<V>[] table = slots;
    Entry<V> entry = entryAt(table, slotOf(table, bytes, from, to));
    return entry == null ? null : entry.value;
  }

  /** How many names have a value. */
  public int size() {
    return living;
  }

  /** How many slots there are. */
  int capacity() {
    return slots.length;
  }

  /** Shows all names that have a value, in no order; a name's bytes are never to be changed. */
  public void forEach(BiConsumer<byte[], V> action) {
    @Nullable Entry<V>[] table = slots;
    for (int slot = 0; slot < table.length; slot++) {
      Entry<V> entry = entryAt(table, slot);
      if (entry != null && entry.value != null) {
        action.accept(entry.name, entry.value);
      }
    }
  }

  /** Gives {@code name} this value; takes over {@code name}, which must never change again. */
  public void put(byte[] name, V value) {
    @Nullable Entry<V>[] table = slots;
    int slot = slotOf(table, name);
    Entry<V> old = table[slot];
    if (old == null) {
      if ((taken + 1) * 3 > table.length * 2) {
        table = renew(table);
        slot = slotOf(table, name);
      }
      taken++;
    }
    if (old == null || old.value == null) {
      living++;
    }
    SLOT.setRelease(table, slot, new Entry<>(old == null ? name : old.name, value));
  }

  /** Takes the value of {@code name} away, if it has one. */
  public void remove(byte[] name) {
    @Nullable Entry<V>[] table = slots;
    int slot = slotOf(table, name);
    Entry<V> old = table[slot];
    if (old != null && old.value != null) {
      living--;
      SLOT.setRelease(table, slot, new Entry<V>(old.name, null));
    }
  }

  /** Copies the living into a new array, which is the table's from now on. */
  private @Nullable Entry<V>[] renew(@Nullable Entry<V>[] old) {
    int atLeast = Math.max(SMALLEST, 2 * (living + 1));
    @Nullable Entry<V>[] table = newSlots(Integer.highestOneBit(atLeast - 1) * 2);
    for (Entry<V> entry : old) {
      if (entry != null && entry.value != null) {
        table[slotOf(table, entry.name)] = entry;
      }
    }
    taken = living;
    slots = table;
    return table;
  }

  private static <V> int slotOf(@Nullable Entry<V>[] table, byte[] name) {
    return slotOf(table, name, 0, name.length);
  }

  /** The slot that the name has, or else the null where its walk ends. */
  private static <V> int slotOf(@Nullable Entry<V>[] table, byte[] bytes, int from, int to) {
    int last = table.length - 1;
    int slot = (int) (WireName.hash(bytes, from, to) >>> Long.numberOfLeadingZeros(last));
    while (true) {
      Entry<V> entry = entryAt(table, slot);
      if (entry == null || Arrays.equals(entry.name, 0, entry.name.length, bytes, from, to)) {
        return slot;
      }
      slot = (slot + 1) & last;
    }
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable Entry<V> entryAt(@Nullable Entry<V>[] table, int slot) {
    return (Entry<V>) SLOT.getAcquire(table, slot);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> @Nullable Entry<V>[] newSlots(int length) {
    return new Entry[length];
  }
}
