namespace Shouwang.Foundation;

/// <summary>Reads a DIMACS file byte by byte: files of millions of arcs are read more often than solved.</summary>
internal sealed class DimacsReader(Stream file)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private int line;
    private int arcs;
    private FlowProblem? problem;

    /// <summary>The letter that begins the next line which is not empty; null at the end of the file.</summary>
    internal char? NextLine()
    {
        for (; ; )
        {
            line++;
            SkipBlanks();
            var letter = Peek();
            if (letter < 0) return null;
            at++;
            if (letter == '\n') continue;
            return (char)letter;
        }
    }

    internal void Take(char kind)
    {
        if (kind == 'p') TakeSize();
        else if (kind == 'n') TakeNode();
        else if (kind == 'a') TakeArc();
        else if (kind != 'c') throw Broken($"unknown line kind '{kind}'");
        EndLine(isComment: kind == 'c');
    }

    internal FlowProblem Finish()
    {
        if (problem is null) throw Broken("no problem line 'p min NODES ARCS'");
        if (arcs != problem.ArcCount) throw Broken($"{arcs} arcs where {problem.ArcCount} were announced");
        return problem;
    }

    private void TakeSize()
    {
        if (problem is not null) throw Broken("a second problem line");
        SkipBlanks();
        foreach (var letter in "min")
            if (Next() != letter) throw Broken("only 'p min' is read here");
        var (nodes, size) = (Number(0, int.MaxValue - 1), Number(0, int.MaxValue / 2));
        problem = new()
        {
            Supplies = new long[nodes],
            From = new int[size],
            To = new int[size],
            Lower = new long[size],
            Upper = new long[size],
            Costs = new long[size],
        };
    }

    private void TakeNode()
    {
        var known = problem ?? throw Broken("a node before the problem line");
        var node = Number(1, known.NodeCount);
        known.Supplies[node - 1] = Number(long.MinValue / 4, long.MaxValue / 4);
    }

    private void TakeArc()
    {
        var known = problem ?? throw Broken("an arc before the problem line");
        if (arcs == known.ArcCount) throw Broken("more arcs than announced");
        known.From[arcs] = (int)Number(1, known.NodeCount) - 1;
        known.To[arcs] = (int)Number(1, known.NodeCount) - 1;
        known.Lower[arcs] = Number(0, long.MaxValue / 4);
        known.Upper[arcs] = Number(known.Lower[arcs], long.MaxValue / 4);
        known.Costs[arcs++] = Number(long.MinValue / 4, long.MaxValue / 4);
    }

    private long Number(long least, long most)
    {
        SkipBlanks();
        var isNegative = Peek() == '-';
        if (isNegative) at++;
        if (Peek() is < '0' or > '9') throw Broken("a number is missing");
        var value = 0L;
        for (var digit = Peek(); digit is >= '0' and <= '9'; at++, digit = Peek())
        {
            if (value > long.MaxValue / 16) throw Broken("a number is too large");
            value = value * 10 + (digit - '0');
        }
        if (Peek() is not (-1 or ' ' or '\t' or '\r' or '\n')) throw Broken("a whole number is wanted");
        value = isNegative ? -value : value;
        return value >= least && value <= most ? value : throw Broken($"{value} is out of range");
    }

    private void EndLine(bool isComment)
    {
        if (!isComment) SkipBlanks();
        for (var letter = Next(); letter >= 0 && letter != '\n'; letter = Next())
            if (!isComment) throw Broken("more on the line than belongs there");
    }

    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t' or '\r') at++;
    }

    private int Next()
    {
        var letter = Peek();
        if (letter >= 0) at++;
        return letter;
    }

    private int Peek()
    {
        if (at < end) return buffer[at];
        (at, end) = (0, file.Read(buffer));
        return end == 0 ? -1 : buffer[0];
    }

    private FormatException Broken(string why) => new($"DIMACS line {line}: {why}.");
}
