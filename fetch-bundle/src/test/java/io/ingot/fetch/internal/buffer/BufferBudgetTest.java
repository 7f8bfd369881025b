// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BufferBudgetTest {
    private static final long MIB = 1 << 20;

    @Test
    void budgetIsHalfOfTheHeapUpTo64MiB() {
        assertThat(BufferBudget.of(16 * MIB, 1).availableBytes()).isEqualTo(8 * MIB);
        assertThat(BufferBudget.of(1 << 30, 1).availableBytes()).isEqualTo(64 * MIB);
        assertThat(BufferBudget.of(0, 1).availableBytes()).isPositive();
    }

    @Test
    void buffersOfFewPipelinesAreLarge() throws InterruptedException {
        BufferBudget budget = withPipelines(BufferBudget.of(128 * MIB, 1), 8);

        assertThat(lend(budget).size()).isEqualTo(BufferBudget.MAX_BUFFER_BYTES);
        assertThat(budget.isScarce()).isFalse();
    }

    @Test
    void buffersShrinkSoThatEachPipelineHasOne() throws InterruptedException {
        BufferBudget budget = withPipelines(BufferBudget.of(128 * MIB, 1), 512);
        for (int i = 0; i < 512; i++) {
            assertThat(lend(budget).size()).isLessThanOrEqualTo(128 << 10);
        }
        assertThat(budget.isScarce()).isTrue();
    }

    @Test
    void buffersShrinkAsTheBudgetIsUsedUp() throws InterruptedException {
        BufferBudget budget = withPipelines(BufferBudget.of(128 * MIB, 1), 1);
        List<Integer> sizes = new ArrayList<>();
        for (Optional<Loan> loan = budget.lend(1, 0); loan.isPresent(); loan = budget.lend(1, 0)) {
            sizes.add(loan.get().size());
        }
        assertThat(sizes.get(0)).isEqualTo(BufferBudget.MAX_BUFFER_BYTES);
        assertThat(sizes).hasSizeGreaterThan(32).contains(BufferBudget.MAX_BUFFER_BYTES / 8);
        assertThat(budget.availableBytes()).isZero();
    }

    @Test
    void lostMemoryIsReplaced() throws InterruptedException {
        BufferBudget budget = BufferBudget.of(128 * MIB, 1);
        long all = budget.availableBytes();
        Loan lost = lend(budget);
        budget.lose(lost);

        assertThat(budget.availableBytes()).isEqualTo(all);
        assertThat(lend(budget).slab()).isNotSameAs(lost.slab());
    }

    @Test
    void nothingIsLentBeyondTheBudget() throws InterruptedException {
        BufferBudget budget = BufferBudget.of(0, 1);
        List<Loan> loans = new ArrayList<>();
        for (Optional<Loan> loan = budget.lend(1, 0); loan.isPresent(); loan = budget.lend(1, 0)) {
            loans.add(loan.get());
        }
        assertThat(budget.availableBytes()).isZero();
        assertThat(budget.lend(1, 1)).isEmpty();
        budget.giveBack(loans.get(0));
        assertThat(budget.lend(1, 0)).isPresent();
    }

    /** Whatever is lent, lost and returned: loans do not overlap, and all memory comes back. */
    @Property(tries = 200)
    void loansNeverOverlap(@ForAll List<@IntRange(max = 40) Integer> steps) throws InterruptedException {
        BufferBudget budget = BufferBudget.of(8 * MIB, 1);
        long all = budget.availableBytes();
        List<Loan> loans = new ArrayList<>();
        for (int step : steps) {
            if (step < 30) {
                withPipelines(budget, step + 1);
                Optional<Loan> loan = budget.lend(1, 0);
                withPipelines(budget, -step - 1);
                loan.ifPresent(loans::add);
            } else if (!loans.isEmpty()) {
                Loan loan = loans.remove(step % loans.size());
                if (step == 40) {
                    budget.lose(loan);
                } else {
                    budget.giveBack(loan);
                }
            }
            assertThat(loans.stream().map(loan -> List.of(loan.slab(), loan.index())))
                    .doesNotHaveDuplicates();
            assertThat(budget.availableBytes())
                    .isEqualTo(all - loans.stream().mapToLong(Loan::size).sum())
                    .isNotNegative();
        }
    }

    private static Loan lend(BufferBudget budget) throws InterruptedException {
        return budget.lend(1, 0).orElseThrow();
    }

    private static BufferBudget withPipelines(BufferBudget budget, int count) {
        IntStream.range(0, Math.abs(count)).forEach(i -> {
            if (count > 0) {
                budget.pipelines().add();
            } else {
                budget.pipelines().remove();
            }
        });
        return budget;
    }
}
