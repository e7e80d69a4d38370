using System.Globalization;

namespace Shouwang.Dispatch;

/// <summary>What every review does: it is read, sealed and written; a bad one opens a follow-up and is announced.</summary>
public sealed class OrderReviews(ShouwangDb db, OrderWords words, DispatchNotices notices, IdSource ids)
{
    private const int LongestWords = 500;

    public async Task<Result<Done>> Add(ServiceOrder order, string? stars, string? text, Func<ReviewId, int, SealedText?, Result<Review>> how, DateTimeOffset now, CancellationToken cancel)
    {
        if (text?.Trim().Length > LongestWords) return new Refusal("dispatch.place.too-long", ("most", LongestWords)).At("words");
        var number = int.TryParse(stars, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var decision = how(ids.New<ReviewId>(), number, words.SealReview(text));
        if (!decision.IsOk) return Result<Done>.Refuse(decision.Refusals);
        if (decision.Value.IsBad)
        {
            db.FollowUps().Add(FollowUp.Open(ids.New<FollowUpId>(), order, decision.Value, now));
            await notices.FollowUpOpened(order, cancel);
        }
        return Done.It;
    }
}
