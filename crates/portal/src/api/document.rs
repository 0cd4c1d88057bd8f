//! The description of the API: OpenAPI 3.1, made from the handlers and completed from the route table.
//!
//! What every operation shares (who may call, the idempotency key, how failures look) is written once here.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, Required, ResponseBuilder, ServerBuilder};

use super::problem::Problem;
use super::{
    applications, attachments, bank, batches, budget, calls, commands, drafts, duties, engine_cases,
    entitlements, me, migrations, objections, organisations, packs, panel, proposals, publications,
    publicity, recoveries, supervision,
};
use crate::error::PortalError;
use crate::route::{Access, RouteRow, is_api};

/// The name of the one way to sign in.
const SCHEME: &str = "token";
/// Where an installation really is, its operator knows.
const EXAMPLE_SERVER: &str = "https://subsidy.example.gov.cn";
/// Calls that only compute: a repetition changes nothing, so they need no key.
const DRY: [&str; 7] = [
    "/api/v1/applications/{application}/check",
    "/api/v1/applications/{application}/turn",
    "/api/v1/engine/cases",
    "/api/v1/migrations/preview",
    "/api/v1/rules/check",
    "/api/v1/rules/drafts/{draft}/check",
    "/api/v1/staff/calls/{call}/proposals/preview",
];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Houbu",
        description = "Subsidies from application to payment, for programs. Amounts are integers of fen (`_fen`), \
            instants ISO 8601 with +08:00, dates `yyyy-mm-dd`. Failures are `application/problem+json` in the \
            language of `Accept-Language`."
    ),
    paths(
        show,
        me::show,
        me::towns,
        calls::list,
        calls::show,
        calls::staff_list,
        calls::staff_show,
        calls::draft,
        calls::edit,
        calls::open,
        applications::mine,
        applications::start,
        applications::show,
        panel::draws,
        applications::check,
        applications::all,
        applications::work,
        commands::give,
        commands::save,
        attachments::list,
        attachments::upload,
        attachments::download,
        attachments::remove,
        duties::list,
        duties::make,
        duties::end,
        duties::take_turn,
        duties::release_turn,
        migrations::preview,
        migrations::draw,
        migrations::show,
        migrations::apply,
        objections::file,
        objections::answer,
        entitlements::show,
        organisations::mine,
        organisations::join,
        organisations::show,
        organisations::edit,
        organisations::decide,
        organisations::all,
        organisations::confirm,
        proposals::propose,
        proposals::preview,
        proposals::propose_all,
        publicity::list,
        publicity::show,
        publicity::publishable,
        publicity::publish,
        batches::due,
        batches::list,
        batches::show,
        batches::make,
        batches::cancel,
        batches::authorise,
        batches::sent,
        batches::file,
        bank::list,
        bank::show,
        bank::import,
        bank::exceptions,
        recoveries::list,
        recoveries::show,
        budget::list,
        budget::create,
        budget::change,
        engine_cases::judge,
        packs::list,
        packs::show,
        drafts::list,
        drafts::begin,
        drafts::show,
        drafts::save,
        drafts::check_files,
        drafts::check,
        drafts::submit,
        drafts::hand_back,
        drafts::publish,
        drafts::withdraw,
        publications::list,
        publications::between,
        publications::of_draft,
        publications::impact,
        supervision::overview,
        supervision::journal,
        supervision::signals,
        supervision::readings,
        supervision::audit,
    ),
    components(schemas(Problem))
)]
struct Description;

/// This description
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "me",
    responses((status = 200, content_type = "application/json"))
)]
pub async fn show() -> Result<Response, PortalError> {
    let json = openapi_json().map_err(PortalError::Description)?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], json).into_response())
}

/// The description of the API as JSON.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    let mut api = Description::openapi();
    api.servers = Some(vec![ServerBuilder::new().url(EXAMPLE_SERVER).build()]);
    if let Some(components) = &mut api.components {
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.security_schemes.insert(SCHEME.to_owned(), bearer.into());
    }
    for row in crate::routes().iter().filter(|row| is_api(row.path)) {
        if let Some(operation) =
            api.paths.paths.get_mut(row.path).and_then(|item| operation(item, &row.method))
        {
            complete(operation, row);
        }
    }
    api.to_pretty_json()
}

fn operation<'a>(item: &'a mut PathItem, method: &Method) -> Option<&'a mut Operation> {
    match *method {
        Method::GET => item.get.as_mut(),
        Method::POST => item.post.as_mut(),
        Method::PUT => item.put.as_mut(),
        Method::DELETE => item.delete.as_mut(),
        _ => None,
    }
}

/// What the table knows of an operation.
fn complete(operation: &mut Operation, row: &RouteRow) {
    let who = match row.access {
        Access::Public => "Anybody.".to_owned(),
        Access::SignedIn => "Anybody with a token.".to_owned(),
        Access::Roles(roles) => {
            let keys: Vec<_> = roles.iter().map(|role| role.key()).collect();
            format!("Roles: {}.", keys.join(", "))
        }
    };
    operation.description = Some(who);
    let open = row.access == Access::Public;
    let needed = SecurityRequirement::new(SCHEME, Vec::<String>::new());
    operation.security = Some(if open { Vec::new() } else { vec![needed] });
    if row.method != Method::GET && !DRY.contains(&row.path) {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("The same key again answers the first outcome; another input under it is 409."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        operation.parameters.get_or_insert_default().push(key.into());
    }
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let failure = ResponseBuilder::new()
        .description("It failed: nothing was changed")
        .content("application/problem+json", problem)
        .build();
    operation.responses.responses.insert("default".to_owned(), failure.into());
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn document() -> Value {
        serde_json::from_str(&openapi_json().unwrap()).unwrap()
    }

    #[test]
    fn the_description_lists_exactly_the_routes_of_the_api() {
        let mut described = BTreeSet::new();
        for (path, item) in document()["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                described.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        let rows = crate::routes();
        let routed: BTreeSet<String> = rows
            .iter()
            .filter(|row| is_api(row.path))
            .map(|row| format!("{} {}", row.method, row.path))
            .collect();
        assert_eq!(described, routed);
    }

    #[test]
    fn every_write_asks_for_its_key_and_every_private_call_for_a_token() {
        let document = document();
        assert_eq!(document["openapi"], "3.1.0");
        for row in crate::routes().iter().filter(|row| is_api(row.path)) {
            let operation = &document["paths"][row.path][row.method.as_str().to_lowercase()];
            let keyed = operation["parameters"]
                .as_array()
                .is_some_and(|list| list.iter().any(|one| one["name"] == "Idempotency-Key"));
            let writes = row.method != Method::GET && !DRY.contains(&row.path);
            assert_eq!(keyed, writes, "{} {}", row.method, row.path);
            let closed = !operation["security"].as_array().unwrap().is_empty();
            assert_eq!(closed, row.access != Access::Public, "{}", row.path);
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document();
        let text = document.to_string();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
        }
    }
}
