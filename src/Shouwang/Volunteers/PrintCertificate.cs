using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Shouwang.Host;

namespace Shouwang.Volunteers;

/// <summary>打印服务证明: as a PDF, for the volunteer himself or for staff who may see him.</summary>
public sealed class PrintCertificate(CertificateDesk desk, PaperPrinter printer, IServiceProvider services, ILoggerFactory logs)
{
    /// <param name="volunteerNumber">Whose, for staff.</param>
    /// <param name="number">Which certificate.</param>
    /// <param name="root">Scheme and host to which the QR code leads.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Result<byte[]>> Run(string? volunteerNumber, string number, string root, CancellationToken cancel)
    {
        var found = await desk.One(volunteerNumber, number, cancel);
        if (!found.IsOk) return Result<byte[]>.Refuse(found.Refusals);
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Certificate"] = found.Value, ["Root"] = root });
        var page = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Pages.CertificatePrint>(parameters)).ToHtmlString());
        return await printer.Run("<!doctype html>" + page, cancel);
    }
}
