using System.Collections.ObjectModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using Shouwang.Organization;
using Shouwang.Ui;

namespace Shouwang.Host;

/// <summary>How a house is to be built: where its data lie, where it listens, what of it runs.</summary>
public sealed record HouseOptions(Storage Storage)
{
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Whether this process does the work by the clock.</summary>
    public bool Jobs { get; init; } = true;

    /// <summary>Jobs beside those of the rooms; tests bring their own.</summary>
    public IReadOnlyList<JobEntry> MoreJobs { get; init; } = [];

    /// <summary>Shows one-time codes on the inbox page; for demonstrations only.</summary>
    public bool ShowCodes { get; init; }

    /// <summary>Warnings only, for commands whose output is for people.</summary>
    public bool Quiet { get; init; }

    /// <summary>Who may do what; tests take a rule away to see that it is missed.</summary>
    public IReadOnlyList<AccessRule> Access { get; init; } = Rooms.AccessRules;

    /// <summary>The clock; tests and drills bring their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The chance behind new ids; a drill with a seed brings its own, so that it is the same each time.</summary>
    public Func<Guid>? Chance { get; init; }
}

/// <summary>Builds the application: the rooms' services, the order of what every request passes, the rooms' routes.</summary>
public static class House
{
    public static WebApplication Build(HouseOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "shouwang" });
        builder.WebHost.UseUrls(options.Urls).UseStaticWebAssets();
        RequestSizes.AddTo(builder);
        AttemptLimits.AddTo(builder.Services, builder.Configuration);
        Proxies.AddTo(builder.Services, builder.Configuration);
        Traces.AddTo(builder.Services, builder.Configuration);
        builder.Logging.ClearProviders().AddJsonConsole(json => json.UseUtcTimestamp = true);
        builder.Logging.SetMinimumLevel(options.Quiet ? LogLevel.Warning : LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Shouwang", options.Quiet ? LogLevel.Warning : LogLevel.Information);
        AddServices(builder.Services, options);

        var app = builder.Build();
        Traces.Begin(app.Services);
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, HouseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(new IdSource(options.Clock, options.Chance ?? RandomId));
        Storage.AddTo(services, options.Storage);
        services.AddDataProtection()
            .SetApplicationName("shouwang")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.Storage.Folder, "keys", "protection")));
        services.AddScoped<CurrentCaller>();
        services.AddSingleton<IStringLocalizer, TextLocalizer>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese written as Chinese, not as 8-byte entities
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "shouwang-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<RequestLocalizationOptions>(Languages);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.Converters.Add(new PlainText.Converter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // a number is a number; the described types then are single
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        Jobs.AddTo(services, options);
        foreach (var room in Rooms.All)
        {
            room.AddServices(services);
            foreach (var deed in room.Deeds) services.AddScoped(typeof(TwoPersonDeed), deed);
            foreach (var finder in room.Finders) services.AddScoped(typeof(IFinder), finder);
        }
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseExceptionHandler(failed => failed.Run(FailurePage.Show));
        app.Use(FailurePage.Explain);
        app.Use(PlainText.Demand);
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<CallerMiddleware>();
        app.Use(AttemptLimits.Demand);
        app.UseAuthorization();
        app.UseMiddleware<OperationMiddleware>();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>();
        var doors = new Doors(app);
        foreach (var room in Rooms.All) room.MapEndpoints(doors.MapGroup("").WithMetadata(new RoomOf(room.Chinese)));
        ((IEndpointRouteBuilder)app).DataSources.Add(new CompositeEndpointDataSource(doors.DataSources));
    }

    private static void Languages(RequestLocalizationOptions options)
    {
        CultureInfo[] cultures = [new("zh-CN"), new("en-GB")];
        (options.SupportedCultures, options.SupportedUICultures) = (cultures, cultures);
        options.DefaultRequestCulture = new RequestCulture("zh-CN");
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = PreferenceEndpoints.LanguageCookie }, new AcceptLanguageForPrograms()];
    }

    private static Guid RandomId() => new(RandomNumberGenerator.GetBytes(16));

    // A group compiles its routes anew for everybody who asks, and both routing and authorization ask: the start would take twice as long.
    // Gathered in one source of their own, the routes are compiled once.
    private sealed class Doors(IEndpointRouteBuilder app) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => app.ServiceProvider;
        public ICollection<EndpointDataSource> DataSources { get; } = new ObservableCollection<EndpointDataSource>();
        public IApplicationBuilder CreateApplicationBuilder() => app.CreateApplicationBuilder();
    }

    /// <summary>Pages are Chinese until somebody chooses otherwise; programs say in the header what they read.</summary>
    private sealed class AcceptLanguageForPrograms : RequestCultureProvider
    {
        private static readonly string[] Programs = ["/api", "/open311", "/openapi/v1.json"];

        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext http)
        {
            if (!Programs.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))) return NullProviderCultureResult;
            var wanted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value!);
            var known = wanted.Select(Known).FirstOrDefault(culture => culture is not null);
            return Task.FromResult(known is null ? null : new ProviderCultureResult(known));
        }

        private static string? Known(string language) => // en, en-US and en-GB are all the English we have
            language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : null;
    }
}
