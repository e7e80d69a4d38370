using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>One line of a proposal that a dispatcher accepts: the order as he saw it, and who is to be asked.</summary>
public sealed record AcceptedRow(OrderId Order, int Version, IReadOnlyList<VolunteerId> People);

/// <summary>What became of a line.</summary>
public sealed record AcceptedOutcome(OrderId Order, Refusal? Refusal);

/// <summary>采纳拟派: each line becomes an ordinary offer; a line that no longer holds is refused by itself and the others go on.</summary>
public sealed class AcceptProposal(AskVolunteers ask)
{
    public async Task<Result<IReadOnlyList<AcceptedOutcome>>> Run(IReadOnlyList<AcceptedRow> rows, string reason, CancellationToken cancel)
    {
        if (rows.Count == 0) return new Refusal("dispatch.proposal.nothing-chosen");
        if (rows.Count > ProposeAll.MostOrders) return new Refusal("dispatch.proposal.too-many", ("most", ProposeAll.MostOrders));
        var outcomes = new List<AcceptedOutcome>();
        foreach (var row in rows)
        {
            var asked = await ask.Run(row.Order, row.Version, row.People, reason, cancel);
            outcomes.Add(new(row.Order, asked.IsOk ? null : asked.Refusals[0]));
        }
        return Result<IReadOnlyList<AcceptedOutcome>>.Ok(outcomes);
    }
}
