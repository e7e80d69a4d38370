namespace Shouwang.Foundation;

/// <summary>随机源: seeded chance that yields the same numbers on every machine and runtime.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood, <i>Fast splittable pseudorandom number generators</i>, 2014). Not for secrets.</remarks>
public sealed class SeededChance(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)Math.BigMul(NextBits(), (ulong)limit, out _);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A fraction from 0 (included) to 1 (not included).</summary>
    public double Fraction() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given chance.</summary>
    public bool Happens(double probability) => Fraction() < probability;

    /// <summary>A number from the normal distribution with mean 0 and deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Fraction())) * Math.Cos(2 * Math.PI * Fraction());

    /// <summary>Puts the items into a random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
