using System.Net;
using System.Text.Json;

namespace Shouwang.Host;

public sealed class NamingAnOperation
{
    [DatabaseTheory]
    public async Task The_same_id_again_gets_the_first_answer(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        var first = await Post(client, "op-1", "note");
        var second = await Post(client, "op-1", "note");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(1, await Effects(house));
    }

    [DatabaseTheory]
    public async Task The_same_id_with_other_content_is_refused(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        await Post(client, "op-1", "note");
        var other = await Post(client, "op-1", "another note");
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal("host.operation.other-content", JsonDocument.Parse(other.Body).RootElement.GetProperty("code").GetString());
        Assert.Equal(1, await Effects(house));
    }

    [DatabaseTheory]
    public async Task A_hundred_at_once_have_one_effect(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Post(client, "op-1", "note")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Equal(1, await Effects(house));
    }

    [DatabaseTheory]
    public async Task After_a_refusal_the_corrected_form_may_come_with_the_same_id(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(client, "op-1", "")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Post(client, "op-1", "note")).Status);
        Assert.Equal(1, await Effects(house));
    }

    [DatabaseTheory]
    public async Task A_write_that_fails_leaves_nothing_and_may_be_tried_again(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        Assert.Equal(HttpStatusCode.InternalServerError, (await Post(client, "op-1", "crash")).Status);
        Assert.Equal(0, await Effects(house));
        Assert.Equal(HttpStatusCode.Created, (await Post(client, "op-1", "note")).Status);
    }

    [DatabaseTheory]
    public async Task An_id_that_is_too_long_is_refused(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var answer = await Post(house.Visitor(), new string('x', 65), "note");
        Assert.Equal((HttpStatusCode.Conflict, 0), (answer.Status, await Effects(house)));
    }

    [DatabaseTheory]
    public async Task A_refusal_is_a_problem_in_the_callers_language(Engine engine)
    {
        await using var house = await TestHouse.On(engine, ExtraRoutes);
        var client = house.Visitor();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        var answer = await Post(client, "op-1", "");
        var problem = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal("urn:shouwang:refusal:organization.unit.name-missing", problem.GetProperty("type").GetString());
        Assert.Equal("Enter the unit's name.", problem.GetProperty("title").GetString());
        Assert.Equal("name", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private static Task<int> Effects(TestHouse house) => house.Read(db => db.Facts().CountAsync(fact => fact.Type == "test.note.written"));

    private static async Task<(HttpStatusCode Status, string Body)> Post(HttpClient client, string operation, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/test-notes") { Content = JsonContent.Create(new Note(text)) };
        request.Headers.Add(OperationMiddleware.Header, operation);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    // The smallest write there can be, behind everything that a request of the product passes.
    private static void ExtraRoutes(TestHouse house, IEndpointRouteBuilder routes) => routes.MapPost("/api/test-notes", async (Note note, HttpContext http, ShouwangDb db, IdSource ids, CancellationToken cancel) =>
    {
        if (note.Text.Length == 0) return (IResult)Answers.Problem(http, [new Refusal("organization.unit.name-missing").At("name")]);
        var id = ids.NewGuid();
        db.Record(house.District.Pine, "test.note.written", "note", id);
        await db.SaveChangesAsync(cancel);
        if (note.Text == "crash") throw new InvalidOperationException("The disk is full.");
        return TypedResults.Created($"/api/test-notes/{id}", id);
    }).AllowAnonymous();

    private sealed record Note(string Text);
}
